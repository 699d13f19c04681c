import { droppedFiles, type Files, urlFiles } from 'xai-recipes';

/** Files at addresses below one. */
export interface Place {
  readonly base: string;
  readonly names: readonly string[];
  /** Whether they are the user's own, which can be chosen for any model. */
  readonly areOwn?: boolean;
}

/** What a page can read: what was dropped on it, the last one of a name, before what lies on its server. */
export class SessionFiles implements Files {
  private readonly dropped = new Map<string, File>();
  private readonly places: readonly Files[];
  /** What was read, and how many bytes that were: it tells what a model is made of. */
  readonly reads = new Map<string, number>();

  /** The names of the user's own files. */
  private readonly own: Set<string>;

  constructor(places: readonly Place[]) {
    this.own = new Set(places.filter(({ areOwn }) => areOwn).flatMap(({ names }) => names));
    this.places = places.map(({ base, names }) => urlFiles(base, names));
  }

  /** @returns the names by which the files are known */
  add(files: Iterable<File>): string[] {
    const names = [...files].map((file) => {
      const name = file.webkitRelativePath || file.name;
      this.dropped.set(name, file);
      this.own.add(name);
      return name;
    });
    return names;
  }

  /** What can be chosen for a model: the user's own files, and what lies in the model's folder. */
  near(source: string): readonly string[] {
    const folder = source.slice(0, source.lastIndexOf('/') + 1);
    return this.names.filter((name) => this.own.has(name) || (folder !== '' && name.startsWith(folder)));
  }

  get names(): readonly string[] {
    return [...new Set([...this.dropped.keys(), ...this.places.flatMap(({ names }) => names)])];
  }

  async read(name: string): Promise<Uint8Array> {
    const bytes = await this.holderOf(name).read(name);
    this.reads.set(name, bytes.length);
    return bytes;
  }

  private holderOf(name: string): Files {
    const dropped = this.dropped.get(name);
    if (dropped) return { ...droppedFiles([]), read: async () => new Uint8Array(await dropped.arrayBuffer()) };
    return this.places.find(({ names }) => names.includes(name)) ?? droppedFiles(this.dropped.values());
  }
}
