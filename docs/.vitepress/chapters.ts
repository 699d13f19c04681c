/** The chapters of the site, in order: a page by its path and the title in the sidebar. */
export const chapters: readonly {
  readonly text: string;
  readonly pages: readonly (readonly [path: string, title: string])[];
}[] = [
  {
    text: 'Five minutes',
    pages: [
      ['start/node', 'In Node'],
      ['start/command-line', 'On the command line'],
    ],
  },
  {
    text: 'Methods',
    pages: [['methods/gallery', 'Gallery']],
  },
];
