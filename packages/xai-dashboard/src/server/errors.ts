/** A file or folder that the dashboard is to show cannot be read, or is of the wrong kind. */
export class ServedFileError extends Error {
  override readonly name = 'ServedFileError';
}
