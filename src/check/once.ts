/** Asks each question once, however often its answer is wanted. */
export function once<Answer>(): (question: string, ask: () => Promise<Answer>) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (question, ask) => {
    const answer = answers.get(question) ?? ask();
    answers.set(question, answer);
    return answer;
  };
}
