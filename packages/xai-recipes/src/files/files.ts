import type { DecodeImage } from '../inputs/images/pixels';

/**
 * Whatever holds bytes by name: a folder of a disk, addresses, files that were dropped on a page, memory. Names have slashes between folders.
 */
export interface Files {
  /** Whether a name may be an address on the net, from which the file is fetched. */
  readonly takesAddresses?: boolean;
  /** The names of all files; empty where they cannot be listed. */
  readonly names: readonly string[];
  /**
   * The bytes of a file.
   *
   * @throws {FileError} when there is no such file, or it cannot be read; or an error of Node, whose code says why
   */
  read(name: string): Promise<Uint8Array>;
  /** How many bytes a file has, where that is known before it is read. */
  size?(name: string): Promise<number>;
  /**
   * The name of a file that another one names, such as the weights of a model; it must lie in the folder of that one, or below it. Where this is left
   * out, names alone tell.
   *
   * @param what it names, for the message: 'the weight file'
   */
  beside?(owner: string, name: unknown, what: string): Promise<string>;
  /** How images are decoded where the files lie; by the browser itself, if this is left out. */
  readonly decodeImage?: DecodeImage;
  /** By what a file is known to be the same as another one of another name. */
  identities?(name: string): Promise<readonly string[]>;
}
