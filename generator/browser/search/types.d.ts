/** Shapes of search; described in docs/formats/search.md. Not published. */

export type Read = (name: string) => Promise<Uint8Array>;
export type Fetch = (url: string, options?: RequestInit) => Promise<Response>;
export type Filter = "kind" | "path" | "tag" | "language";
export type Piece = { text: string; hit: boolean };
export type How = "form" | "prefix" | "stem" | "near" | "none";

export type Options = {
  limit?: number;
  filters?: { [name in Filter]?: readonly string[] };
  typing?: boolean;
  texts?: boolean;
};
export type Result = {
  index: string;
  id: number;
  score: number;
  url: string;
  heading: string;
  trail: string[];
  kind: string;
  language: string;
  title: Piece[];
  snippet: Piece[];
};
export type Answer = {
  total: number;
  results: Result[];
  words: { word: string; how: How; used: string[] }[];
  nearest: string[];
  missing: string[];
};
export type Searcher = {
  search(query: string, options?: Options): Promise<Answer>;
  facets(): Promise<Record<Filter, Record<string, number>>>;
};
export type Ports = { base: string; fetch?: Fetch; keys?: Iterable<readonly [name: string, read: Read]> };

export type Kind = "l" | "r" | "s" | "p";
export type Manifest = { sections: number; ids: number; block: number; d: string; f: string } & Record<Kind, string[]>;
export type Decode<T> = (content: Uint8Array) => T;
export type Shards = {
  manifest(): Promise<Manifest | null>;
  /** A file by name, whose first line must hold `title`; null where it is missing or broken. */
  open<T>(name: string, title: string, decode: Decode<T>): Promise<T | null>;
  /** Every shard of a kind that may hold keys between two, at most `most`. */
  range<T>(kind: Kind, from: string, to: string, decode: Decode<T>, most?: number): Promise<T[]>;
};
/** A lemma as a reader writes it, and its other forms, folded. */
export type Key = { name: string; forms: string[] };
export type Lexicon = { forms: Map<string, string[]>; keys: Map<string, Key>; stems: string[] };
export type Postings = { ids: Uint32Array; weights: Uint8Array; titles: Uint8Array };
/** `keys` with what a match by them is worth; `forms` brought them. */
export type Found = { keys: Map<string, number>; how: How; forms: Set<string> };
/** `words` hold the words of phrases too; `phrases` must occur as typed; `without` must not. */
export type Query = { words: string[]; phrases: string[][]; without: string[][] };
/** One key's sections in one index. */
export type Hit = { index: number; worth: number; list: Postings };
/** How many words of the query it holds, and its heading. */
export type Ranked = { index: number; id: number; score: number; matched: number; titled: number };
export type Row = [url: string, heading: string, trail: string[], kind: string, language: string, text: string];
export type Near = [form: string, key: string, edits: number];
