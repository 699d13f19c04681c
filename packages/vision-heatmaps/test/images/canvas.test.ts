import { ValueError } from 'xai-base';
import { createImage, drawOnCanvas, toImageData } from '../../src';

/** What the package uses of a browser. */
class FakeImageData {
  constructor(
    readonly data: Uint8ClampedArray,
    readonly width: number,
    readonly height: number,
  ) {}
}

const image = createImage(3, 2, [1, 2, 3, 255]);

describe('in a browser', () => {
  beforeAll(() => Object.assign(globalThis, { ImageData: FakeImageData }));
  afterAll(() => Reflect.deleteProperty(globalThis, 'ImageData'));

  test('image data share the pixels', () => {
    const data = toImageData(image);
    expect(data.data).toBe(image.data);
    expect([data.width, data.height]).toEqual([3, 2]);
  });

  test('a canvas takes the size of the image', () => {
    const putImageData = jest.fn();
    const canvas = { width: 300, height: 150, getContext: () => ({ putImageData }) };
    drawOnCanvas(image, canvas as unknown as HTMLCanvasElement);
    expect([canvas.width, canvas.height]).toEqual([3, 2]);
    expect(putImageData).toHaveBeenCalledWith(expect.objectContaining({ width: 3, data: image.data }), 0, 0);
  });

  test('a canvas without a context is an error', () => {
    const canvas = { getContext: () => null } as unknown as HTMLCanvasElement;
    expect(() => drawOnCanvas(image, canvas)).toThrow(ValueError);
  });
});

test('elsewhere the error names the way to a file', () => {
  expect(() => toImageData(image)).toThrow(/in Node use writePng/);
});
