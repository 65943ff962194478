"""Addresses of orders, service, windows, alerts and the board. Objects are named by opaque refs."""

from django.urls import path

from orders.views import (
    alerts,
    board,
    calendar,
    feeds,
    hearings,
    notices,
    orders,
    service,
    timeline,
    wall,
    windows,
)

app_name = "orders"

urlpatterns = [
    path("board/", board.Board.as_view(), name="board"),
    path("board/rows/", board.BoardRows.as_view(), name="board_rows"),
    path("board/wall/", wall.Wall.as_view(), name="wall"),
    path("board/wall/rows/", wall.WallRows.as_view(), name="wall_rows"),
    path("board/wall/stay/", wall.KeepWall.as_view(), name="wall_stay"),
    path("dates/", calendar.Calendar.as_view(), name="calendar"),
    path("dates/feed/", feeds.FeedPage.as_view(), name="feed_page"),
    path("dates/feed/end/", feeds.EndFeed.as_view(), name="feed_end"),
    path("feed/<str:token>/calendar.ics", feeds.Feed.as_view(), name="feed"),
    path("cases/<str:ref>/orders/timeline/", timeline.CaseTimeline.as_view(), name="case_timeline"),
    path("cases/<str:ref>/orders/", orders.CaseOrders.as_view(), name="case_orders"),
    path("cases/<str:ref>/orders/new/", orders.NewOrder.as_view(), name="new"),
    path("orders/<str:ref>/", orders.OrderPage.as_view(), name="order"),
    path("orders/<str:ref>/edit/", orders.EditOrder.as_view(), name="edit"),
    path("orders/<str:ref>/end/", orders.EndOrder.as_view(), name="end"),
    path("orders/<str:ref>/out/", orders.SendOut.as_view(), name="send_out"),
    path("orders/<str:ref>/service/", service.RecordService.as_view(), name="record_service"),
    path("orders/<str:ref>/hearings/new/", hearings.NewHearing.as_view(), name="new_hearing"),
    path("service/<str:ref>/correct/", service.CorrectService.as_view(), name="correct_service"),
    path("service/<str:ref>/withdraw/", service.VoidService.as_view(), name="void_service"),
    path("hearings/<str:ref>/", hearings.EditHearing.as_view(), name="edit_hearing"),
    path("alerts/<str:ref>/", alerts.AlertPage.as_view(), name="alert"),
    path("alerts/<str:ref>/acknowledge/", alerts.AcknowledgeAlert.as_view(), name="acknowledge"),
    path("windows/<str:ref>/close/", windows.CloseEarly.as_view(), name="close_early"),
    path("service-notices/", notices.Notices.as_view(), name="notices"),
    path("service-notices/<str:ref>/", notices.NoticePage.as_view(), name="notice"),
    path("service-notices/<str:ref>/dismiss/", notices.DismissNotice.as_view(), name="notice_dismiss"),
    path("policy/", windows.Policy.as_view(), name="policy"),
    path("policy/wall/", wall.WallNames.as_view(), name="wall_names"),
    path("policy/edit/", windows.EditPolicy.as_view(), name="edit_policy"),
]
