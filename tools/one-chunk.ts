interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/**
 * Names the chunk of everything the entry imports statically. Left alone, the bundler cuts out
 * whatever other parts share with it, and one load becomes thirty small requests.
 */
export function oneChunk(name: string, entry: string) {
  let first: ReadonlySet<string> | null = null;
  return (id: string, graph: Graph): string | null => {
    first ??= reach(entry, graph);
    return first.has(id) ? name : null;
  };
}

function reach(entry: string, graph: Graph): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [entry];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    waiting.push(...(graph.getModuleInfo(id)?.importedIds ?? []));
  }
  return reached;
}
