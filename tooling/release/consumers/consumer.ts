/** The first example of a package's README, as a program that ends in an error where a value is not the one it says. */
export interface FirstExample {
  readonly packageName: string;
  /** A TypeScript module. */
  readonly text: string;
  /** Whether it is a program's, or imports modules of Node, and so has no place in a page. */
  readonly needsNode: boolean;
}

/** A folder in which the packages are installed, and the examples to run in it, as `examples/<package>.mjs`. */
export interface Project {
  readonly folder: string;
  readonly examples: readonly FirstExample[];
  /** The address of the registry that they come from, and the options that tell npm so. */
  readonly registry: string;
  readonly npm: readonly string[];
}

/** One way to use the packages: returns what fails. */
export type Consumer = (project: Project) => Promise<string[]>;
