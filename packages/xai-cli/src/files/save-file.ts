export { saveFile } from 'xai-recipes/node';
