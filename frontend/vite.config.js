// One style, one script. Names carry a hash, so a browser may keep them for ever; manifest.json tells the server the names.
import purgecss from "@fullhuman/postcss-purgecss";
import { defineConfig } from "vite";

const hub = "../src/partnerhub/surfaces/hub";

// Tabler has 4,000 classes and the pages use some dozens: only what a template, a handler or our script names is kept.
const purge = purgecss({
  content: [`${hub}/**/*.html`, `${hub}/**/*.py`, "src/*.js"],
  safelist: { standard: [/^htmx-/, /^hub-/, /^alert-/, "html", "body"], greedy: [/^:root/] },
  variables: true,
});

export default defineConfig({
  publicDir: "public",
  css: { postcss: { plugins: [purge] } },
  build: {
    outDir: `${hub}/static`,
    emptyOutDir: true,
    assetsDir: "",
    manifest: "manifest.json",
    modulePreload: false,
    target: "es2022",
    rollupOptions: { input: ["src/hub.js", "src/hub.css", "src/onboarding.js", "src/charts.js"] },
  },
});
