/** The name of a file without its folders and its ending. */
export function nameOfFile(path: string): string {
  const name = path.split(/[\\/]/).at(-1) as string;
  return name.replace(/(?<=.)\.[^.]*$/, '');
}
