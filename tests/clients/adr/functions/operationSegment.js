export default (path) => {
  const segments = path.split('/');
  return segments.slice(0, -1).some((segment) => segment.startsWith('_')) ? [{ message: path }] : [];
};
