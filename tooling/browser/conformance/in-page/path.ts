/** Joins the parts of an address. */
function join(...parts: string[]): string {
  return new URL(parts.join('/').replace(/\/+/g, '/'), location.origin).pathname;
}

export default { join, resolve: join };
