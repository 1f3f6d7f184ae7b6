export function stripping(project: URL): string[];
