import { graphql } from 'relay-runtime';

export const query = graphql`
  query CourseListQuery($filter: CourseFilter) {
    ...CourseList_page @arguments(filter: $filter)
  }
`;

export const page = graphql`
  fragment CourseList_page on Query
  @refetchable(queryName: "CourseListPageQuery")
  @argumentDefinitions(
    filter: { type: "CourseFilter" }
    first: { type: "Int", defaultValue: 20 }
    after: { type: "String" }
  ) {
    courses(filter: $filter, first: $first, after: $after) @connection(key: "CourseList_courses") {
      totalCount
      edges { node { id ...CourseList_course } }
    }
  }
`;

export const course = graphql`
  fragment CourseList_course on Course @refetchable(queryName: "CourseListCourseQuery") {
    title
    offer
    provider { name }
  }
`;
