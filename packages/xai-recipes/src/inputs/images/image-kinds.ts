/** The kinds of images that can be read, by what sharp calls them. */
export const kindNames: Readonly<Record<string, string>> = {
  png: 'PNG',
  jpeg: 'JPEG',
  webp: 'WebP',
  gif: 'GIF',
  tiff: 'TIFF',
  heif: 'AVIF',
};

/** The same, in words. */
export const imageKinds = Object.values(kindNames).join(', ');
