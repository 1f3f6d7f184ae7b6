/** Names that are the same thing, joined two by two (union-find). */
export class Joining {
  private readonly parents: Map<string, string>;

  constructor(names: string[], parents?: Map<string, string>) {
    this.parents = parents ?? new Map(names.map((name) => [name, name]));
  }

  /** The name by which all that is joined with this one goes. */
  of(name: string): string {
    let root = name;
    while (this.parents.get(root) !== root) root = this.parents.get(root) as string;
    this.parents.set(name, root);
    return root;
  }

  join(names: string[]): void {
    const [first, ...others] = names;
    if (first === undefined) return;
    for (const other of others) this.parents.set(this.of(other), this.of(first));
  }

  /** As it stands now, whatever is joined later. */
  snapshot(): Joining {
    return new Joining([], new Map(this.parents));
  }
}
