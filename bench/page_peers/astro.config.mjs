import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";

export default defineConfig({
  outDir: process.env.OUT ?? "dist",
  telemetry: false,
  integrations: [starlight({ title: "Szkoła Kooperacji", defaultLocale: "root", locales: { root: { label: "Polski", lang: "pl" } } })],
});
