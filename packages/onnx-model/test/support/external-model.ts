import { makeNode } from 'onnx-format';
import { graph } from './graphs';

const text = (value: string): number[] => [...Buffer.from(value)];

/** A field of a message, of fewer than 128 bytes. */
const field = (number: number, bytes: readonly number[]): number[] => [number * 8 + 2, bytes.length, ...bytes];

/** y = x + w, where the two elements of w are in a file of their own. */
export function externalModel(location: string): Uint8Array {
  const model = graph({ x: ['float32', 'batch', 2] }, [makeNode('Add', ['x', 'w'], ['y'])], {
    y: ['float32', 'batch', 2],
  });
  const place = [...field(1, text('location')), ...field(2, text(location))];
  const shapeAndType = [8, 2, 16, 1]; // dims: [2], data_type: FLOAT
  const isExternal = [112, 1];
  const tensor = [...shapeAndType, ...field(8, text('w')), ...field(13, place), ...isExternal];
  return Uint8Array.from([...model, ...field(7, field(5, tensor))]); // a second graph is merged into the first
}

/** The bytes of two float32 numbers. */
export const weights = new Uint8Array(Float32Array.of(10, 20).buffer);
