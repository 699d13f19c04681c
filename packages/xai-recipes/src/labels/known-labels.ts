import { coco, cocoGaps } from './coco';
import { imagenet } from './imagenet';
import type { KnownLabels } from './known-names';

/** The names of classes that many models share. */
export function knownLabels(name: KnownLabels): readonly string[] {
  switch (name) {
    case 'imagenet':
      return imagenet;
    case 'imagenet-1001':
      return ['background', ...imagenet];
    case 'coco':
      return coco;
    case 'coco-91':
      return byId();
  }
}

/** As torchvision and TensorFlow have them: by their ids, of which the first is the background, and some are of no class. */
function byId(): string[] {
  const names = [...coco];
  return Array.from({ length: 91 }, (_, id) => {
    if (id === 0) return 'background';
    return cocoGaps.includes(id) ? '' : (names.shift() ?? '');
  });
}
