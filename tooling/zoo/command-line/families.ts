import type { ModelOutline, Recipe } from 'xai-recipes';

/** A family of methods as the command line has it: methods, of which one at least must explain the model. */
export interface Family {
  readonly name: string;
  readonly methods: readonly string[];
  /** What `xai inspect` says that they need. */
  readonly options?: readonly string[];
}

/** The families that can apply to a model. A perturbation of few samples does all of the work, only less often. */
export function familiesFor(
  recipe: Recipe,
  outline: Pick<ModelOutline, 'featureMaps' | 'inputs' | 'isOfTrees' | 'outputs'>,
): Family[] {
  const { featureMaps, inputs, isOfTrees, outputs } = outline;
  const explained = outputs.find(({ name }) => name === recipe.model.output) ?? outputs[0];
  const perturbation = recipe.input.kind === 'image' ? ['RISE', 'LIME'] : ['KernelSHAP', 'LIME'];
  if (isOfTrees)
    return [
      { name: 'trees', methods: ['TreeSHAP'] },
      { name: 'perturbation', methods: perturbation },
    ];
  const explainedInput = inputs.find(({ name }) => name === recipe.model.input) ?? inputs[0];
  if (explainedInput.meaning === 'text') return [{ name: 'perturbation', methods: perturbation }]; // nothing of it is a number
  return [
    { name: 'gradients', methods: ['Gradient', 'IntegratedGradients'] },
    { name: 'relevance', methods: ['LRP', 'AttnLRP'], ...(explained?.end === 'softmax' && { options: ['--logits'] }) },
    ...(recipe.input.kind === 'image' && featureMaps.length > 0
      ? [{ name: 'activation maps', methods: ['GradCAM'] }]
      : []),
    { name: 'perturbation', methods: perturbation },
  ];
}
