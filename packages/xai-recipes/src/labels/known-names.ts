/** Lists of classes that many models share: those of ImageNet, alone or behind a background; those of COCO as YOLO has them, or by their ids from 0 to 90. */
export const knownNames = ['imagenet', 'imagenet-1001', 'coco', 'coco-91'] as const;

/** One of {@link knownNames}. */
export type KnownLabels = (typeof knownNames)[number];
