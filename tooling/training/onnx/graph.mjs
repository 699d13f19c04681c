import { ints, makeNode } from 'onnx-format';

/** An ONNX graph that grows node by node, each taking what the last one made. */
export class Graph {
  nodes = [];
  constants = new Map();

  /**
   * @param value the name of what was made last; at first, of the input
   * @param channelsFirst whether it has its channels first, as the convolutions of ONNX need them, or last, as in tfjs
   */
  constructor(value, channelsFirst) {
    this.value = value;
    this.channelsFirst = channelsFirst;
  }

  /**
   * Applies an operator to what was made last.
   *
   * @param name of what it makes
   * @param constants further inputs, tfjs tensors by name
   */
  apply(op, name, constants = {}, attributes = {}) {
    const names = Object.entries(constants).map(([role, tensor]) => this.addConstant(`${name}/${role}`, tensor));
    this.add(op, [this.value, ...names], name, attributes);
  }

  /** Adds a node of any inputs, given by their names. */
  add(op, inputs, name, attributes = {}) {
    this.nodes.push(makeNode(op, inputs, [name], attributes));
    this.value = name;
  }

  /** Puts the channels of what was made last, which has so many axes, first or last. */
  putChannels(place, rank) {
    const first = place === 'first';
    if (rank < 3 || this.channelsFirst === first) return;
    const axes = Array.from({ length: rank }, (_, axis) => axis);
    const perm = first ? [0, rank - 1, ...axes.slice(1, -1)] : [0, ...axes.slice(2), 1];
    this.apply('Transpose', `${this.value}/channels_${place}`, {}, { perm: ints(perm) });
    this.channelsFirst = first;
  }

  /** Adds a tfjs tensor under a name. */
  addConstant(name, tensor) {
    this.constants.set(name, { type: 'float32', shape: tensor.shape, data: tensor.dataSync() });
    return name;
  }
}
