import { UnsupportedLayerError } from 'xai-base';
import type { Cell } from '../recurrent/cell';
import type { CellWeights } from '../recurrent/cell-weights';
import { gruCell } from '../recurrent/gru-cell';
import { lstmCell } from '../recurrent/lstm-cell';
import { RecurrentStep } from '../recurrent/recurrent-step';
import { simpleCell } from '../recurrent/simple-cell';
import type { LayerHandler } from './layer-handler';

const recurrentLayer =
  (cellOf: (weights: CellWeights) => Cell): LayerHandler =>
  (layer) => {
    const { goBackwards, returnSequences, returnState, stateful } = layer.config as Record<string, boolean>;
    if (returnState || stateful || layer.inputs > 1) {
      throw new UnsupportedLayerError('its state comes from or goes to outside of the layer.', {
        argument: 'model',
        value: layer.layer.name,
      });
    }
    const cell = cellOf(layer.property<CellWeights>('cell') as CellWeights);
    return [new RecurrentStep(cell, { goBackwards, returnSequences })];
  };

export const simpleRnnLayer = recurrentLayer(simpleCell);

export const lstmLayer = recurrentLayer(lstmCell);

export const gruLayer = recurrentLayer(gruCell);
