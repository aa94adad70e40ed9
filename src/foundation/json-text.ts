// JSON from files: what is wrong in it is said in one line.

/**
 * The value of a JSON text.
 *
 * @throws SyntaxError whose message is one line, whatever the text that it quotes
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError((error as Error).message.replace(/\s+/g, ' '));
  }
}
