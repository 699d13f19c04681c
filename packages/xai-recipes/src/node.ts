export { diskFiles } from './node/disk-files';
export { folderFiles } from './node/folder-files';
export { identities } from './node/identities';
export { insideFolder } from './node/inside-folder';
