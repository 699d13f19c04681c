/** Red, green and blue, each in 0..255; fractions are allowed. */
export type Color = readonly [red: number, green: number, blue: number];

/** The colours of a colour map at equal distances, from its low to its high end; between them it is linear. */
export type ColormapTable = readonly Color[];
