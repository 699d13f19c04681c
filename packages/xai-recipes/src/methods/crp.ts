import { CRP } from 'relevance-propagation';
import { TopNFeatures } from 'xai-base';
import { featureLayer } from '../models/feature-layers';
import { createLRP } from './create-lrp';
import type { Method } from './method';
import { composite, layer, logits, top } from './options';

export const crp: Method = {
  name: 'CRP',
  group: 'relevance',
  about: 'LRP through one feature of a layer at a time: a map for each of the most relevant.',
  options: [layer, top, composite, logits],
  needs: 'layers',
  inputs: ['image'],
  create: (model, settings) => {
    const [, layer] = featureLayer(model, settings.layer);
    return new CRP(createLRP(model, settings), layer, new TopNFeatures(settings.top ?? 5));
  },
};
