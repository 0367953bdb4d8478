// A verified token joins the session: its roles' secrets, and its holder among those who read.
import { mayRemember, remember } from "./device.js";
import { begin, ofNow, stored } from "./session.js";
import { granted } from "./slots.js";
import { b64, refuse } from "./strict.js";

const MOST = 5;

/** @param {import("../main.js").Context} context @param {import("./vault.js").Site} site @param {import("./token.js").Claims} claims
 * @param {import("./strict.js").Bytes} secret @param {boolean} device whether this device may remember it
 * @returns {Promise<string>} what the browser refused, as a sentence's code */
export async function enter(context, site, claims, secret, device) {
  const { hk: _, iat: __, ...holder } = claims;
  const found = await granted(context, site, secret, claims.roles);
  const before = await stored();
  const same = before && ofNow(before, site) ? before : null;
  const others = same ? same.holders.filter(({ jti }) => jti !== holder.jti) : [];
  if (others.length >= MOST) refuse("most");
  const secrets = new Map(same?.secrets);
  for (const [role, key] of Object.entries(found)) secrets.set(role, b64(key));
  const { site: name, ep } = site.manifest;
  if (!(await begin({ site: name, ep, started: Date.now(), holders: [...others, holder], secrets: [...secrets] }))) return "no-storage";
  return !device || !mayRemember() || (await remember(holder, secret)) ? "" : "no-remember";
}
