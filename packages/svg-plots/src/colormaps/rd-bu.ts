import { hexColors } from './hex-colors';

/**
 * Diverging, red over white to blue. The 11 colours of ColorBrewer.
 *
 * @license Apache-2.0, copyright 2002 Cynthia Brewer, Mark Harrower, The Pennsylvania State University
 */
export const RdBu = hexColors(`
  67001f b2182b d6604d f4a582 fddbc7 f7f7f7 d1e5f0 92c5de 4393c3 2166ac 053061
`);
