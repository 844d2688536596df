// Paths to pages. A pattern's `:name` part matches one path part.

export type Params = Record<string, string>;
export interface Match<Page> { page: Page; params: Params }

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

function matchOne(pattern: string, path: string): Params | undefined {
  const wanted = pattern.split('/');
  const parts = path.replace(/(.)\/$/, '$1').split('/');
  if (wanted.length !== parts.length) return undefined;
  const params: Params = {};
  for (const [index, want] of wanted.entries()) {
    const part = decode(parts[index] ?? '');
    if (part === undefined) return undefined;
    if (!want.startsWith(':')) {
      if (want !== part) return undefined;
    } else if (part === '') {
      return undefined;
    } else {
      params[want.slice(1)] = part;
    }
  }
  return params;
}

/** The first pattern that fits `path` (no query), or undefined. */
export function matchRoute<Page>(routes: readonly (readonly [string, Page])[], path: string): Match<Page> | undefined {
  for (const [pattern, page] of routes) {
    const params = matchOne(pattern, path);
    if (params) return { page, params };
  }
  return undefined;
}

/** A place inside this site to go on to after sign-in; anything else becomes `fallback`. */
export function safeNext(next: string | null, fallback: string): string {
  return next !== null && /^\/(?![/\\])/.test(next) ? next : fallback;
}
