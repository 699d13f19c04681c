import path from 'node:path';
import { saveFile } from '../files/save-file';
import { type ReportParts, reportPage } from './report-page';
import { sanityOf } from './sanity';
import { truthPicture } from './truth/truth-report';

/** Writes what was found into a folder: the page, tables and pictures. */
export async function saveReport(out: string, parts: ReportParts): Promise<void> {
  const { table, isSanity, limit, truth, pictures } = parts;
  const write = (name: string, text: string) => saveFile(path.join(out, name), text);
  await write('table.json', `${JSON.stringify(table.toJSON())}\n`);
  await write('table.md', table.toMarkdown());
  for (const { name, plot } of pictures) await write(`${name}.svg`, plot.toSVG());
  if (isSanity) await write('sanity.json', `${JSON.stringify(sanityOf(table, limit), null, 2)}\n`);
  if (truth.length > 0) {
    const cases = truth.map(({ table: own, ...one }) => ({ ...one, table: own.toJSON() }));
    await write('truth.json', `${JSON.stringify(cases)}\n`);
    await write('truth.svg', truthPicture(truth));
  }
  await write('index.html', reportPage(parts));
}
