/**
 * Works on items in their order, so many at once at most.
 * @returns the answers in the order of the items. @throws what the first work to fail threw.
 */
export async function severalAtOnce<Item, Answer>(items: readonly Item[], most: number, work: (item: Item) => Promise<Answer>): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  let next = 0;
  const inTurn = async () => {
    while (next < items.length) {
      const own = next++;
      answers[own] = await work(items[own]);
    }
  };
  await Promise.all(Array.from({ length: most }, inTurn));
  return answers;
}
