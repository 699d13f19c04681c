import { cellKey, type DashboardState } from '../../state/dashboard-state';
import { methodName, rowName } from '../grid/names';
import { notesOf } from '../grid/notes';
import { outputsOf, percent } from '../input/outputs';
import type { Report } from './report';

/** How many outputs a report lists. */
const MOST = 10;

/**
 * What a report says of all that is on the page.
 *
 * @param pictures SVGs by the keys of their cells
 */
export function reportOf(state: DashboardState, pictures: ReadonlyMap<string, readonly string[]>): Report {
  const { model, items, item, classes, methods, cells } = state;
  const explained = classes.map((selection) =>
    methods.flatMap((method) => {
      const cell = cells[cellKey(selection, method)];
      return cell?.status === 'done' ? [{ method, selection, explained: cell.explained }] : [];
    }),
  );
  const [first] = explained.flat();
  const outputs = first ? outputsOf(first.explained, state).slice(0, MOST) : [];
  return {
    model: model?.title ?? 'Model',
    item: items[item]?.label ?? '',
    outputs: outputs.map(({ name, value, probability }) => ({
      name,
      value: probability === undefined ? String(value) : percent(probability),
    })),
    rows: explained.map((row, at) => ({
      title: `What speaks for ${rowName(classes[at], row[0]?.explained)}`,
      cells: row.map(({ method, selection, explained: one }) => ({
        method: methodName(method),
        svg: pictures.get(cellKey(selection, method))?.join('') ?? '',
        notes: notesOf(one).map(({ text }) => text),
        recipe: one.explanation.extras?.recipe,
      })),
    })),
  };
}
