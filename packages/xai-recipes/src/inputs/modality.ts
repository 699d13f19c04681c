/** The kinds of input that can be explained. */
export const modalities = ['image', 'text', 'series', 'table'] as const;

/** One of {@link modalities}. */
export type Modality = (typeof modalities)[number];
