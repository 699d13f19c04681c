import { withSection } from '../../report/readme-section';

const page = 'Before\n\n<!-- results -->\n\nold\n\n<!-- /results -->\n\nAfter\n';

test('a section is put in the place of the former one', () => {
  expect(withSection(page, 'results', 'new\n')).toBe(
    'Before\n\n<!-- results -->\n\nnew\n\n<!-- /results -->\n\nAfter\n',
  );
});

test('writing it twice changes nothing more', () => {
  const once = withSection(page, 'results', 'new');
  expect(withSection(once, 'results', 'new')).toBe(once);
});

test('a page without the marks is left alone', () => {
  expect(() => withSection(page, 'scaling', 'new')).toThrow('no section between <!-- scaling -->');
});
