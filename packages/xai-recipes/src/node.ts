export { diskFiles } from './node/disk-files';
export { isAddress } from './node/downloads/address';
export { type Downloaded, download } from './node/downloads/download';
export type { DownloadOptions } from './node/downloads/download-options';
export { folderFiles } from './node/folder-files';
export { identities } from './node/identities';
export { insideFolder } from './node/inside-folder';
export { userFiles } from './node/user-files';
