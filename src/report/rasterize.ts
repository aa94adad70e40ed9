// SVG documents to PNG by resvg. A bare machine has no fonts, and text without a font silently vanishes, so Fira Sans
// (SIL Open Font License) comes from an npm package; fonts of the machine are used only if that package is missing.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';

const FONT_PACKAGE = '@expo-google-fonts/fira-sans';
const FONT_FILES: readonly string[] = [
  '400Regular/FiraSans_400Regular.ttf',
  '400Regular_Italic/FiraSans_400Regular_Italic.ttf',
  '600SemiBold/FiraSans_600SemiBold.ttf',
];

/** The PNG of an SVG document on white, `density` px per px of the document. */
export function rasterizeSvg(svg: string, density = 2): Uint8Array {
  return rendererOf(svg, density).render().asPng();
}

/** The same as pixels: rows from the top, 4 bytes (red, green, blue, alpha) each. */
export function svgPixels(svg: string, density = 2): { width: number; height: number; pixels: Uint8Array } {
  const { width, height, pixels } = rendererOf(svg, density).render();
  return { width, height, pixels };
}

function rendererOf(svg: string, density: number): Resvg {
  const files = fontFiles();
  return new Resvg(svg, {
    background: 'white',
    fitTo: { mode: 'zoom', value: density },
    font: { loadSystemFonts: files.length === 0, fontFiles: files, defaultFontFamily: 'Fira Sans' },
  });
}

/** The font files of the package, or none when it is not installed. */
export function fontFiles(): string[] {
  const require = createRequire(import.meta.url);
  for (const modules of require.resolve.paths(FONT_PACKAGE) ?? []) {
    const files = FONT_FILES.map((file) => join(modules, FONT_PACKAGE, file));
    if (files.every((file) => existsSync(file))) return files;
  }
  return [];
}
