// A QR code before the camera, where the browser can read one; pictures stay in this page.
import { create } from "../shared/dom.js";

/** @param {HTMLElement} button @param {import("../shared/messages.js").Translate} t @returns {Promise<string | null>} */
export async function scan(button, t) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const video = create("video", { playsinline: true, muted: true });
  const stop = create("button", { type: "button" }, t("camera_off"));
  let going = true;
  stop.addEventListener("click", () => (going = false));
  button.after(video, stop);
  video.srcObject = stream;
  const detector = new /** @type {any} */ (globalThis).BarcodeDetector({ formats: ["qr_code"] });
  try {
    await video.play();
    while (going) {
      const [code] = await detector.detect(video);
      if (code) return code.rawValue;
      await new Promise(requestAnimationFrame);
    }
    return null;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.remove();
    stop.remove();
  }
}
