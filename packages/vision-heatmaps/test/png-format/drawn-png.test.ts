import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { svgToPng } from 'svg-png/node';
import { FormatError, ShapeError } from 'xai-base';
import { createImage, sheet } from '../../src';
import { writePng } from '../../src/png';
import { drawnPng } from '../../src/png-format/drawn-png';

test('a sheet is written as svg-png draws it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sheet-'));
  try {
    const picture = sheet({
      rows: ['Ω'],
      columns: ['я'],
      cells: [[createImage(2, 2, [255, 0, 0, 255])]],
      cellSize: 20,
    });
    await writePng(picture, path.join(folder, 'sheet.png'));
    const written = await readFile(path.join(folder, 'sheet.png'));
    expect(Buffer.compare(written, await svgToPng(picture.toSVG()))).toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('without the package, the error says what to install', async () => {
  const absent = () => Promise.reject(new Error('Cannot find package'));
  await expect(drawnPng('<svg/>', absent)).rejects.toThrow(/expected the package svg-png: npm install svg-png/);
  await expect(drawnPng('<svg/>', absent)).rejects.toThrow(FormatError);
});

test('what is neither an image nor draws itself is an error', async () => {
  for (const wrong of [undefined, 3, {}, { toSVG: 'words' }])
    await expect(writePng(wrong as never, '/nowhere/a.png')).rejects.toThrow(ShapeError);
});
