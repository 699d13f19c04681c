import { type Browser, chromium } from 'playwright-core';

/** Starts Chromium with webgpu, in software. */
export const softwareWebgpu = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
] as const;

/** Debian's Chromium, or the one that `CHROMIUM_PATH` names, with webgl in software and without a network of its own. */
export function openChromium(...more: string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-background-networking',
      ...more,
    ],
  });
}
