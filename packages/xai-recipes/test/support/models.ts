import path from 'node:path';

/** The folder of the models that the command line ships. */
export const shipped = path.join(__dirname, '../../../xai-cli/models');
