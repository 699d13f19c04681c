export { ServedFileError } from './server/errors';
export { type ServedDashboard, type ServeOptions, serveDashboard } from './server/serve-dashboard';
