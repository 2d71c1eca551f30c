const methods = ['get', 'put', 'post', 'delete', 'patch'];

export default (item, _options, { path }) => {
  const found = [];
  for (const method of methods) {
    const operation = item?.[method];
    if (!operation) continue;
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
    const responses = operation.responses ?? {};
    const takes = operation.requestBody || parameters.length > 0;
    if (takes && !('400' in responses || '4XX' in responses)) {
      found.push({ message: `${method} takes input and does not tell of 400`, path: [...path, method] });
    }
    if ('422' in responses && !parameters.some((p) => p.name?.toLowerCase() === 'idempotency-key')) {
      found.push({ message: `${method} tells of 422 without an Idempotency-Key`, path: [...path, method] });
    }
  }
  return found;
};
