const operators = { relu: 'Relu', sigmoid: 'Sigmoid', softmax: 'Softmax', tanh: 'Tanh' };

/**
 * Writes a layer and its activation into a graph.
 *
 * @param name of the layer's output
 * @param applyLayer writes the layer without its activation, under the name that it is given
 */
export function applyActivation(graph, layer, name, applyLayer = () => {}) {
  const { activation } = layer.getConfig();
  if (activation === 'linear') return applyLayer(name);
  const operator = operators[activation];
  if (!operator)
    throw new Error(`${layer.name} has activation ${activation}; expected one of ${Object.keys(operators)}.`);
  applyLayer(`${name}/linear`);
  graph.apply(operator, name);
}
