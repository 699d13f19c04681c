import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { tensor2d } from '@tensorflow/tfjs-core';
import { makeNode } from 'onnx-format';
import { ValueError } from 'xai-base';
import { OnnxFileError, OnnxModel, type OnnxSource } from '../../src';
import { graph } from '../support/graphs';
import { call, withModel } from '../support/with-model';

const bytes = graph({ x: ['float32', 'n', 1] }, [makeNode('Neg', ['x'], ['y'])], { y: ['float32', 'n', 1] });
const folder = mkdtempSync(path.join(tmpdir(), 'onnx-model-'));
const file = path.join(folder, 'negate.onnx');
writeFileSync(file, bytes);

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.statusCode = request.url === '/negate.onnx' ? 200 : 404;
    response.end(bytes);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});

describe('a model is loaded from', () => {
  const sources: [name: string, source: () => OnnxSource][] = [
    ['a path', () => file],
    ['a relative path', () => path.relative('.', file)],
    ['the URL of a file', () => pathToFileURL(file)],
    ['the URL of a file, as a string', () => pathToFileURL(file).href],
    ['an address', () => `${origin}/negate.onnx`],
    ['a URL', () => new URL(`${origin}/negate.onnx`)],
    ['bytes', () => bytes],
    ['bytes that are a part of others', () => Uint8Array.of(0, 0, 0, ...bytes, 0).subarray(3, -1)],
    ['a buffer', () => Uint8Array.from(bytes).buffer],
  ];

  test.each(sources)('%s', async (_, source) => {
    await withModel(source(), {}, async (model) => {
      expect((await call(model, tensor2d([[1], [2]]))).values).toEqual([-1, -2]);
    });
  });
});

describe('an error says that', () => {
  const failureOf = async (source: OnnxSource): Promise<Error> => {
    const error = await OnnxModel.load(source).catch((reason) => reason);
    expect(error).toBeInstanceOf(OnnxFileError);
    return error;
  };

  test('there is no such file', async () => {
    const missing = path.join(folder, 'missing.onnx');
    expect((await failureOf(missing)).message).toContain(`The model ${missing} cannot be read: ENOENT`);
    expect((await failureOf(folder)).message).toContain('EISDIR');
  });

  test('the address has no model', async () => {
    expect((await failureOf(`${origin}/other`)).message).toBe(
      `The model cannot be fetched from ${origin}/other: the answer is 404.`,
    );
    expect((await failureOf('http://127.0.0.1:1/')).message).toContain('The model cannot be fetched from http://127');
  });

  test('the bytes are no model, or not a whole one', async () => {
    expect((await failureOf(new Uint8Array())).message).toContain('The 0 bytes are no ONNX model');
    expect((await failureOf(Buffer.from('{"format": "layers-model"}'))).message).toContain('are no ONNX model');
    for (let length = 1; length < bytes.length; length += 7) await failureOf(bytes.subarray(0, length));
  });

  test('the runtime cannot run the model', async () => {
    const unknown = graph({ x: ['float32', 1] }, [makeNode('Frobnicate', ['x'], ['y'])], { y: ['float32', 1] });
    expect((await failureOf(unknown)).message).toMatch(/^onnxruntime cannot load the model: .*Frobnicate/s);
  });

  test.each([undefined, null, 5, {}, Promise.resolve(file)])('the source is of another kind: %p', async (source) => {
    const error = await OnnxModel.load(source as never).catch((reason) => reason);
    expect(error).toBeInstanceOf(ValueError);
    expect(error.message).toMatch(/^source is .*; expected a path, a URL, or the bytes of an ONNX file/);
  });
});
