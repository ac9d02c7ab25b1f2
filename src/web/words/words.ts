/** One word or sentence in both languages; `{name}` is filled in. */
export type Words = Readonly<Record<string, { readonly vi: string; readonly en: string }>>
