/** The length of each axis; null stands for any. */
export type Shape = readonly (number | null)[];
