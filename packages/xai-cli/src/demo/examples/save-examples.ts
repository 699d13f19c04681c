import path from 'node:path';
import { saveDrawing } from '../../pictures/save-drawing';
import { exampleSheet } from './example-sheet';
import type { Example } from './examples';
import type { ExampleAnswer } from './explain-example';

/** An example, and what the methods say of it. */
export interface Shown {
  readonly example: Example;
  readonly answers: readonly ExampleAnswer[];
}

/** Writes a sheet for each example, as a drawing or a page and as a picture; returns their names. */
export async function saveExamples(shown: readonly Shown[], folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const { example, answers } of shown) {
    const sheet = exampleSheet(example, answers);
    for (const extension of ['png', example.isPage ? 'html' : 'svg']) {
      const file = `${example.name}.${extension}`;
      await saveDrawing(path.join(folder, file), sheet, example.title);
      files.push(file);
    }
  }
  return files;
}
