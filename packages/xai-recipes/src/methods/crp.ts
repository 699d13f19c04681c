import { CRP } from 'relevance-propagation';
import { isLayersModel, TopNFeatures } from 'xai-base';
import { featureLayer } from '../models/feature-layers';
import { createLRP } from './create-lrp';
import type { Method } from './method';
import { composite, layer, logits, rules, top, unknown } from './options';

export const crp: Method = {
  name: 'CRP',
  group: 'relevance',
  about: 'LRP through one feature of a layer at a time: a map for each of the most relevant.',
  options: [layer, top, composite, rules, logits, unknown],
  needs: 'gradients',
  inputs: ['image'],
  create: (model, settings) => {
    const layer = isLayersModel(model) ? featureLayer(model, settings.layer)[1] : (settings.layer as string);
    return new CRP(createLRP(model, settings), layer, new TopNFeatures(settings.top ?? 5));
  },
};
