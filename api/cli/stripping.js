/**
 * Options under which Node runs the sources of a project, a folder's URL: under node_modules it strips no types,
 * `strip-types.js` does, in every thread.
 */
export const stripping = (project) =>
  project.pathname.includes('/node_modules/')
    ? ['--disable-warning=ExperimentalWarning', '--import', new URL('api/cli/strip-types.js', project).href]
    : [];
