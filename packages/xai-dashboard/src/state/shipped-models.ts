import type { MethodRecipe, SelectionRecipe } from 'xai-recipes';

/** A model that comes with the page, and what is asked of it first. */
export interface ShippedModel {
  readonly name: string;
  readonly title: string;
  /** Below the folder `models`. */
  readonly source: string;
  /** Which of its samples is explained first. */
  readonly item: number;
  readonly methods: readonly MethodRecipe[];
  readonly classes: readonly SelectionRecipe[];
}

const PREDICTED: SelectionRecipe = {};

/** One for each kind of input; of tables a classification and a regression. */
export const shippedModels: readonly ShippedModel[] = [
  {
    name: 'digits',
    title: 'Handwritten digits',
    source: 'lenet/model.json',
    item: 9,
    methods: [{ name: 'IntegratedGradients' }, { name: 'LRP' }, { name: 'GradCAM' }],
    classes: [PREDICTED],
  },
  {
    name: 'mails',
    title: 'Mails: spam or not',
    source: 'mails/model.onnx',
    item: 2,
    methods: [{ name: 'AttnLRP' }, { name: 'IntegratedGradients' }],
    classes: [PREDICTED],
  },
  {
    name: 'weather',
    title: 'Weather: which season',
    source: 'seasons/model.json',
    item: 0,
    methods: [{ name: 'IntegratedGradients' }, { name: 'Occlusion' }],
    classes: [PREDICTED],
  },
  {
    name: 'penguins',
    title: 'Penguins by their measures',
    source: 'penguins/model.json',
    item: 2,
    methods: [{ name: 'KernelSHAP' }, { name: 'IntegratedGradients' }],
    classes: [PREDICTED],
  },
  {
    name: 'temperature',
    title: "Tomorrow's temperature",
    source: 'temperature/model.json',
    item: 2,
    methods: [{ name: 'KernelSHAP' }, { name: 'IntegratedGradients' }],
    classes: [PREDICTED],
  },
];
