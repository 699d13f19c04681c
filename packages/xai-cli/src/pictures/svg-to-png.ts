/** How many pixels of the picture one unit of the drawing gets. */
const SCALE = 2;

/** Draws an SVG as a PNG file of 256 colours, on white. */
export async function svgToPng(svg: string): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(svg), { density: 72 * SCALE })
    .flatten({ background: 'white' })
    .png({ palette: true, dither: 0 })
    .toBuffer();
}
