export function bundled(project: URL): URL | undefined;
