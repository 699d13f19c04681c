export { FileError, ImageFileError, ModelFileError, RecipeError, TableFileError } from './errors/errors';
export { withFile } from './errors/file-failure';
export { listNames } from './errors/list-names';
export { droppedFiles } from './files/dropped-files';
export type { Files } from './files/files';
export { memoryFiles } from './files/memory-files';
export { urlFiles } from './files/url-files';
